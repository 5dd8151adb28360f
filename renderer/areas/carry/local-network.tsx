import { Badge, Button, Code, Group, Stack, Switch, Text, TextInput } from '@mantine/core'
import { IconQrcode, IconWifi } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import type { Peer } from '#shared/contract.ts'
import { lanAddresses, lanText } from '#shared/invitation/code-text.ts'
import { CodeInput, type Taken } from '../../codes/code-input.tsx'
import { ShownCode } from '../../codes/shown-code.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { FailureNote } from '../../components/failure-note.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { useConnect, useLan, useSwitchLan } from '../../queries/lan.ts'
import { useFormat, useText } from '../../text/language.tsx'
import { peerName, peerWords } from './peer-words.ts'

const Connect = () => {
  const { carry, codes } = useText()
  const text = carry.lan
  const connect = useConnect()
  const [address, setAddress] = useState('')
  /** A device may be reached by one of its addresses and not by another. */
  const connectToAny = async (addresses: readonly string[]) => {
    for (const one of addresses) {
      setAddress(one)
      const linked = await connect.mutateAsync(one).then(
        () => true,
        // the last one's failure stands in `connect.error`, where the screen shows it
        () => false
      )
      if (linked) return
    }
  }
  const takeCode = (code: string): Taken => {
    const addresses = lanAddresses(code)
    if (!addresses) return 'other'
    void connectToAny(addresses)
    return 'whole'
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (address.trim() !== '') connect.mutate(address.trim())
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="xs">
        <Group align="flex-end">
          <TextInput
            label={text.connect}
            description={text.connectHint}
            value={address}
            onChange={event => setAddress(event.currentTarget.value)}
            maxLength={1000}
            style={{ flex: 1 }}
          />
          <Button
            type="submit"
            variant="default"
            loading={connect.isPending}
            disabled={address.trim() === ''}
          >
            {text.connectButton}
          </Button>
        </Group>
        <CodeInput what={codes.a.address} take={takeCode} />
        <FailureNote error={connect.error} onClose={() => connect.reset()} />
      </Stack>
    </form>
  )
}

/** Linked first, then by name. */
const order: Record<Peer['state'], number> = { linked: 0, linking: 1, unreachable: 2 }

/** Off until switched on here; who is near, and which of them hold what we hold. */
export const LocalNetwork = () => {
  const text = useText().carry.lan
  const format = useFormat()
  const lan = useLan()
  const turn = useSwitchLan()
  const [coded, setCoded] = useState(false)
  const status = lan.data
  // While it is being switched, the switch stands where it was put.
  const wanted = turn.isPending ? turn.variables : (status?.on ?? false)
  const peers = [...(status?.peers ?? [])].sort(
    (a, b) => order[a.state] - order[b.state] || peerName(a, text).localeCompare(peerName(b, text))
  )
  return (
    <Stack>
      <Sheet title={text.title} hint={text.hint}>
        <Switch
          label={text.switch}
          description={status?.on ? text.onText : text.offText}
          checked={wanted}
          disabled={!status}
          onChange={event => turn.mutate(event.currentTarget.checked)}
          size="md"
        />
        <FailureNote error={turn.error ?? lan.error} />
        {status?.problem && (
          <Text c="red" role="alert">
            {text.problem(status.problem)}
          </Text>
        )}
        {status?.sameKey && (
          <Text c="red" role="alert">
            {text.sameKey(status.sameKey.host, format.time(status.sameKey.at))}
          </Text>
        )}
        {status?.on && (
          <>
            <Stack gap={4}>
              <Text fw={600} size="sm">
                {text.addresses}
              </Text>
              {status.addresses.length > 0 ? (
                <Group gap="xs">
                  {status.addresses.map(address => (
                    <Code key={address} fz="md" style={{ userSelect: 'text' }}>
                      {address}
                    </Code>
                  ))}
                </Group>
              ) : (
                <Text c="dimmed">{text.noAddress}</Text>
              )}
              <Text size="sm" c="dimmed">
                {text.addressesHint}
              </Text>
              {status.addresses.length > 0 && (
                <Group>
                  <Button
                    size="xs"
                    variant="default"
                    leftSection={<IconQrcode size={16} aria-hidden />}
                    onClick={() => setCoded(!coded)}
                    aria-expanded={coded}
                  >
                    {coded ? text.hideCode : text.showCode}
                  </Button>
                </Group>
              )}
              {coded && status.addresses.length > 0 && (
                <ShownCode texts={[lanText(status.addresses)]} label={text.addresses} />
              )}
            </Stack>
            <Connect />
          </>
        )}
      </Sheet>
      {status?.on && (
        <Sheet title={text.near}>
          {peers.length === 0 ? (
            <EmptyState
              icon={<IconWifi size={34} stroke={1.4} />}
              title={text.nobody}
              hint={text.nobodyHint}
            />
          ) : (
            <Stack component="ul" gap="sm" m={0} p={0} style={{ listStyle: 'none' }}>
              {peers.map(peer => (
                <li key={peer.device}>
                  <Group justify="space-between">
                    <Stack gap={0}>
                      <Text fw={600}>{peerName(peer, text)}</Text>
                      <Text size="sm" c="dimmed">
                        {peer.address}
                      </Text>
                    </Stack>
                    <Badge
                      tt="none"
                      size="lg"
                      variant="outline"
                      color={peer.state === 'linked' ? 'teal' : 'gray'}
                      fw={500}
                    >
                      {peerWords(peer, text, format)}
                    </Badge>
                  </Group>
                </li>
              ))}
            </Stack>
          )}
        </Sheet>
      )}
    </Stack>
  )
}
