//! The logical data structure: EF.COM, EF.SOD, data groups, images, evidence
