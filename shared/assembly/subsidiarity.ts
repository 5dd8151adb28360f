/**
 * Decisions stay local unless two or more communes are affected (design, "subsidiarity"). A commune named
 * twice counts once.
 */
export const staysHome = (affects: readonly string[]): boolean => new Set(affects).size < 2
