import { PageHeader } from '../../components/page-header.tsx'
import { useText } from '../../text/language.tsx'

export const CaravanArea = () => {
  const text = useText()
  return <PageHeader title={text.caravan.title} />
}
