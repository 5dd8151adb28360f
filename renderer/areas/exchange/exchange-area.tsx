import { Stack, Tabs } from '@mantine/core'
import { useEffect } from 'react'
import { FailureNote } from '../../components/failure-note.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { useViewSetting } from '../../desk/use-draft.ts'
import { useStanding } from '../../queries/standing.ts'
import { useRoute } from '../../shell/route.ts'
import { useText } from '../../text/language.tsx'
import { GoodsList } from './goods-list.tsx'
import { Promised } from './promised.tsx'
import { WhatFits } from './what-fits.tsx'

type Tab = 'offers' | 'needs' | 'fits' | 'promised'

const tabOf: Record<string, Tab> = { offer: 'offers', need: 'needs', match: 'promised' }

/** Surplus and needs of all communes, and what the caravan is to carry between them. */
export const ExchangeArea = () => {
  const { exchange } = useText()
  const standing = useStanding()
  const [tab, setTab] = useViewSetting<Tab>('exchange:tab', 'offers')
  // The palette and reports open one of the lists here.
  const { part, thing } = useRoute()
  const asked = part ? tabOf[part] : undefined
  useEffect(() => {
    if (thing && asked) setTab(asked)
  }, [thing, asked, setTab])
  if (!standing.data) return <FailureNote error={standing.error} />
  const may = standing.data.state === 'in'
  const panel = { display: 'flex', flexDirection: 'column', flex: 1, minHeight: 0, paddingTop: 12 } as const
  return (
    <Stack gap="md" h="100%">
      <PageHeader title={exchange.title} hint={exchange.lead} />
      <Tabs
        value={tab}
        onChange={value => value && setTab(value as Tab)}
        keepMounted={false}
        style={{ display: 'flex', flexDirection: 'column', flex: 1, minHeight: 0 }}
      >
        <Tabs.List>
          <Tabs.Tab value="offers">{exchange.tabs.offers}</Tabs.Tab>
          <Tabs.Tab value="needs">{exchange.tabs.needs}</Tabs.Tab>
          <Tabs.Tab value="fits">{exchange.tabs.fits}</Tabs.Tab>
          <Tabs.Tab value="promised">{exchange.tabs.promised}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="offers" style={panel}>
          <GoodsList key="offer" kind="offer" standing={standing.data} />
        </Tabs.Panel>
        <Tabs.Panel value="needs" style={panel}>
          <GoodsList key="need" kind="need" standing={standing.data} />
        </Tabs.Panel>
        <Tabs.Panel value="fits" style={panel}>
          <WhatFits may={may} />
        </Tabs.Panel>
        <Tabs.Panel value="promised" style={panel}>
          <Promised may={may} />
        </Tabs.Panel>
      </Tabs>
    </Stack>
  )
}
