import { PageHeader } from '../../components/page-header.tsx'
import { useText } from '../../text/language.tsx'

export const AssemblyArea = () => {
  const text = useText()
  return <PageHeader title={text.assembly.title} />
}
