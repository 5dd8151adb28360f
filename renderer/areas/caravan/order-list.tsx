import { Text, VisuallyHidden } from '@mantine/core'
import { useState } from 'react'
import { useText } from '../../text/language.tsx'
import classes from './caravan-area.module.css'
import { MoveButtons } from './move-buttons.tsx'
import { moved, useOrder } from './use-order.ts'

/** Stops in an order that is made by hand: dragged, or moved with buttons. */
export const OrderList = (props: {
  label: string
  order: readonly string[]
  nameOfStop: (stop: string) => string
  onOrder: (order: string[]) => void
}) => {
  const { caravan } = useText()
  const { order, nameOfStop } = props
  const [said, setSaid] = useState('')
  const handles = useOrder(order, props.onOrder)
  const move = (from: number, to: number) => {
    props.onOrder(moved(order, from, to))
    setSaid(caravan.route.moved(nameOfStop(order[from] ?? ''), to + 1))
  }
  return (
    <section aria-label={props.label}>
      <h3 className={classes.dayTitle}>{props.label}</h3>
      <VisuallyHidden aria-live="polite">{said}</VisuallyHidden>
      <ol className={classes.list}>
        {order.map((stop, at) => (
          // a stop may be called at twice
          <li key={`${stop} ${at}`} className={classes.movable} {...handles(at)}>
            <span className={classes.number}>{at + 1}</span>
            <Text size="sm" style={{ flex: 1 }}>
              {nameOfStop(stop)}
            </Text>
            <MoveButtons
              name={nameOfStop(stop)}
              onEarlier={at > 0 ? () => move(at, at - 1) : null}
              onLater={at < order.length - 1 ? () => move(at, at + 1) : null}
            />
          </li>
        ))}
      </ol>
    </section>
  )
}
