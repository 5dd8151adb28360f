export function buildBaseMap(options?: { force?: boolean }): Promise<{ built: boolean; tookMs: number }>
