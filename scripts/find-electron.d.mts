export interface FoundElectron {
  path: string
  developmentOnly: boolean
}
export function findElectron(): FoundElectron | undefined
export function ensureElectron(): Promise<string>
