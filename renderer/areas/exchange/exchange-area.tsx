import { PageHeader } from '../../components/page-header.tsx'
import { useText } from '../../text/language.tsx'

export const ExchangeArea = () => {
  const text = useText()
  return <PageHeader title={text.exchange.title} />
}
