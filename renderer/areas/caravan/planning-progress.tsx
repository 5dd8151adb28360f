import { useEffect, useState } from 'react'
import { ProgressLine } from '../../components/progress-line.tsx'
import type { PlanningState } from '../../planner/planning.ts'
import { useFormat, useText } from '../../text/language.tsx'

const tickMs = 200

/** Seconds since `beganMs`; only what shows them is rendered again for it. */
const useElapsedS = (beganMs: number): number => {
  const [nowMs, setNowMs] = useState(beganMs)
  useEffect(() => {
    const ticking = setInterval(() => setNowMs(performance.now()), tickMs)
    return () => clearInterval(ticking)
  }, [])
  return Math.max(0, nowMs - beganMs) / 1000
}

/** How far the planner is, and the best it has so far. */
export const PlanningProgress = (props: {
  running: Extract<PlanningState, { state: 'running' }>
  onCancel: () => void
}) => {
  const { caravan } = useText()
  const format = useFormat()
  const { running } = props
  const elapsedS = useElapsedS(running.beganMs)
  const text = caravan.progress
  const best = running.best
  const served = new Set(
    best?.itineraries.flatMap(({ visits }) => visits.filter(visit => visit.held).map(visit => visit.stop))
  )
  const missed = best?.unserved.filter(({ kind }) => kind === 'stop').length ?? 0
  return (
    <ProgressLine
      label={text.label(
        format.number(Math.min(elapsedS, running.seconds), 0),
        format.number(running.seconds)
      )}
      done={Math.min(elapsedS, running.seconds)}
      total={running.seconds}
      detail={
        best
          ? text.best(
              served.size,
              served.size + missed,
              format.distance(best.cost.distanceM),
              format.duration(best.cost.drivingS / 60)
            )
          : text.none
      }
      onCancel={props.onCancel}
    />
  )
}
