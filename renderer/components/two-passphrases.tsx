import { PasswordInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { isStrongEnough } from '#shared/record/passphrase.ts'
import { useText } from '../text/language.tsx'
import { Strength } from './strength.tsx'

export interface Twice {
  once: string
  again: string
}
export const isReady = ({ once, again }: Twice): boolean => isStrongEnough(once) && once === again

/** A new passphrase, typed twice, with its strength. */
export const TwoPassphrases = (props: {
  label: string
  again: string
  value: Twice
  onChange(value: Twice): void
}) => {
  const { start } = useText()
  const [visible, { toggle }] = useDisclosure(false)
  const { value, onChange } = props
  const secret = {
    visible,
    onVisibilityChange: toggle,
    visibilityToggleButtonProps: { 'aria-label': start.passphrase.show, tabIndex: 0 },
    maxLength: 1024,
    required: true,
    autoComplete: 'off'
  }
  return (
    <>
      <PasswordInput
        label={props.label}
        value={value.once}
        onChange={event => onChange({ ...value, once: event.currentTarget.value })}
        {...secret}
      />
      <Strength passphrase={value.once} />
      <PasswordInput
        label={props.again}
        value={value.again}
        onChange={event => onChange({ ...value, again: event.currentTarget.value })}
        error={value.again !== '' && value.again !== value.once ? start.passphrase.differs : undefined}
        {...secret}
      />
    </>
  )
}
