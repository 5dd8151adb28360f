import { NumberInput, type NumberInputProps } from '@mantine/core'
import { useEffect, useState } from 'react'

type Props = Omit<NumberInputProps, 'value' | 'onChange' | 'defaultValue' | 'onBlur' | 'onKeyDown'> & {
  value: number | ''
  /** once typing has ended: the field was left, or Enter pressed */
  onSettled: (value: number) => void
}

/** A number that is written down where it stands, not at every key. */
export const SettledNumber = ({ value, onSettled, ...props }: Props) => {
  const [typed, setTyped] = useState<number | string>(value)
  useEffect(() => setTyped(value), [value])
  const settle = () => {
    if (typeof typed === 'number' && typed !== value) onSettled(typed)
    else if (typeof typed !== 'number') setTyped(value)
  }
  return (
    <NumberInput
      {...props}
      value={typed}
      onChange={setTyped}
      onBlur={settle}
      onKeyDown={event => event.key === 'Enter' && settle()}
    />
  )
}
