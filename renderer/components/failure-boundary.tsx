import { Alert, Button, Stack, Text } from '@mantine/core'
import { Component, type ReactNode } from 'react'
import { useText } from '../text/language.tsx'

const Crashed = ({ error, onReload }: { error: Error; onReload: () => void }) => {
  const { errors } = useText()
  return (
    <Alert role="alert" color="red" variant="outline" title={errors.crashed} m="md" data-failure="crashed">
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{errors.crashedData}</Text>
        <Text size="sm" ff="monospace">
          {error.message}
        </Text>
        <Button size="xs" variant="default" onClick={onReload}>
          {errors.reload}
        </Button>
      </Stack>
    </Alert>
  )
}

/** Keeps a bug in one part of the window from taking the rest along. */
export class FailureBoundary extends Component<{ children: ReactNode }, { error: Error | null }> {
  override state: { error: Error | null } = { error: null }

  static getDerivedStateFromError(error: unknown) {
    return { error: error instanceof Error ? error : new Error(String(error)) }
  }

  override render() {
    const { error } = this.state
    return error ? (
      <Crashed error={error} onReload={() => this.setState({ error: null })} />
    ) : (
      this.props.children
    )
  }
}
