import { Text } from '@mantine/core'
import { useFormat, useText } from '../../text/language.tsx'
import classes from './caravan-area.module.css'
import type { ShownPlan } from './draft-plan.ts'

/** How much drives empty. Why what is left behind does not go along stands with what is left behind. */
export const RoomToSpare = ({ shown }: { shown: ShownPlan }) => {
  const { caravan } = useText()
  const format = useFormat()
  if (shown.emptySpace.length === 0) return null
  return (
    <section aria-label={caravan.space.title}>
      <h3 className={classes.dayTitle}>{caravan.space.title}</h3>
      {shown.emptySpace.map(({ vehicle, freeShare, leastFree, keptOut }) => (
        <Text key={vehicle} size="sm">
          {caravan.space.line(
            `${format.number(freeShare * 100, 0)} %`,
            format.list([
              ...(leastFree.massKg === undefined ? [] : [format.mass(leastFree.massKg)]),
              ...(leastFree.volumeM3 === undefined ? [] : [format.volume(leastFree.volumeM3)])
            ])
          )}{' '}
          {keptOut.length === 0 && caravan.space.nothingMore}
        </Text>
      ))}
    </section>
  )
}
