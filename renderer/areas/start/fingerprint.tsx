import { Stack, Text } from '@mantine/core'
import classes from './start.module.css'

/** Digits that two people read to each other. */
export const Fingerprint = (props: { label: string; digits: string }) => (
  <Stack gap={0}>
    <Text size="sm" c="dimmed">
      {props.label}
    </Text>
    <Text className={classes.digits} data-testid="fingerprint">
      {props.digits}
    </Text>
  </Stack>
)
