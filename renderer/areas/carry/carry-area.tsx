import { Grid, SimpleGrid, Stack, Tabs } from '@mantine/core'
import { IconNews, IconUsb, IconUsers, IconWifi } from '@tabler/icons-react'
import { PageHeader } from '../../components/page-header.tsx'
import { go, useRoute } from '../../shell/route.ts'
import { useText } from '../../text/language.tsx'
import { People } from '../people/people.tsx'
import { GiveStick } from './give-stick.tsx'
import { Happened } from './happened.tsx'
import { Kept } from './kept.tsx'
import { LocalNetwork } from './local-network.tsx'
import { TakeStick } from './take-stick.tsx'

const parts = ['stick', 'lan', 'people', 'happened'] as const
type Part = (typeof parts)[number]
const isPart = (part: string | null | undefined): part is Part => parts.includes(part as Part)

/** How news travels: sticks, the local network, and the people one welcomes. */
export const CarryArea = () => {
  const { carry } = useText()
  const route = useRoute()
  const part = isPart(route.part) ? route.part : 'stick'
  return (
    <Stack gap="md">
      <PageHeader title={carry.title} hint={carry.hint} />
      <Tabs
        value={part}
        onChange={next => isPart(next) && go({ area: 'carry', part: next })}
        keepMounted={false}
      >
        <Tabs.List mb="md">
          <Tabs.Tab value="stick" leftSection={<IconUsb size={18} aria-hidden />}>
            {carry.parts.stick}
          </Tabs.Tab>
          <Tabs.Tab value="lan" leftSection={<IconWifi size={18} aria-hidden />}>
            {carry.parts.lan}
          </Tabs.Tab>
          <Tabs.Tab value="people" leftSection={<IconUsers size={18} aria-hidden />}>
            {carry.parts.people}
          </Tabs.Tab>
          <Tabs.Tab value="happened" leftSection={<IconNews size={18} aria-hidden />}>
            {carry.parts.happened}
          </Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="stick">
          <SimpleGrid cols={2} spacing="md">
            <GiveStick />
            <TakeStick />
          </SimpleGrid>
        </Tabs.Panel>
        <Tabs.Panel value="lan">
          <LocalNetwork />
        </Tabs.Panel>
        <Tabs.Panel value="people">
          <People />
        </Tabs.Panel>
        <Tabs.Panel value="happened">
          <Grid gap="md">
            <Grid.Col span={7}>
              <Happened />
            </Grid.Col>
            <Grid.Col span={5}>
              <Kept />
            </Grid.Col>
          </Grid>
        </Tabs.Panel>
      </Tabs>
    </Stack>
  )
}
