export function electronFlags(): string[]
export function requireDisplay(): void
