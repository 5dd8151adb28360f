import { FailureNote } from '../components/failure-note.tsx'
import { useVault } from '../queries/vault.ts'

export const Shell = () => {
  const vault = useVault()
  return <FailureNote error={vault.error} />
}
