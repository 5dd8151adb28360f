import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { toFailure } from '../queries/ask.ts'
import { useText } from '../text/language.tsx'

/** A failure where it happened: what, whether the data is safe, what to do next. Nothing for `null`. */
export const FailureNote = (props: { error: unknown; onRetry?: () => void; onClose?: () => void }) => {
  const { errors, words } = useText()
  if (!props.error) return null
  const failure = toFailure(props.error)
  const text = errors.byCode[failure.code]
  return (
    <Alert
      role="alert"
      color="red"
      variant="outline"
      icon={<IconAlertTriangle aria-hidden />}
      title={text.what(failure.detail)}
      withCloseButton={!!props.onClose}
      onClose={props.onClose}
      closeButtonLabel={words.act.close}
      data-failure={failure.code}
    >
      <Stack gap={4}>
        <Text size="sm">
          <Text span fw={600} size="sm">
            {errors.dataLabel}{' '}
          </Text>
          {text.data}
        </Text>
        <Text size="sm">
          <Text span fw={600} size="sm">
            {errors.nextLabel}{' '}
          </Text>
          {text.next}
        </Text>
        {props.onRetry && (
          <Group mt="xs">
            <Button size="xs" variant="default" onClick={props.onRetry}>
              {words.act.tryAgain}
            </Button>
          </Group>
        )}
      </Stack>
    </Alert>
  )
}
