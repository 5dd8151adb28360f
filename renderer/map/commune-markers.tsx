import styles from './caravan-map.module.css'
import type { CaravanMapProps, MapCommune, MapTransfer } from './map-props.ts'

/** More would hide the land; the rest is counted, and read out in full. */
const maxTransfersShown = 3

type Props = Pick<CaravanMapProps, 'communes' | 'selectedId' | 'words' | 'onSelect'> & {
  readonly transfers: readonly MapTransfer[]
  readonly onFocus: (commune: MapCommune) => void
}

/** Every commune as a button, in the order of the route, so that Tab follows the road. */
export function CommuneMarkers({ communes, transfers, selectedId, words, onSelect, onFocus }: Props) {
  const order = (commune: MapCommune) => commune.routeNumber ?? Number.MAX_SAFE_INTEGER
  const sorted = [...communes].sort((a, b) => order(a) - order(b) || a.name.localeCompare(b.name))
  return (
    <ul className={styles.communes} aria-label={words.communesLabel}>
      {sorted.map(commune => {
        const own = transfers.filter(transfer => transfer.communeId === commune.id)
        return (
          <li key={commune.id} data-commune={commune.id} className={styles.commune}>
            <button
              type="button"
              className={styles.marker}
              data-state={commune.state}
              data-in-route={commune.routeNumber !== undefined}
              aria-label={words.describeCommune(commune, own)}
              aria-pressed={commune.id === selectedId}
              onClick={() => onSelect?.(commune.id)}
              onFocus={() => onFocus(commune)}
            >
              <span>{commune.routeNumber}</span>
            </button>
            <div data-label={commune.id} className={styles.label} aria-hidden="true">
              <b>{commune.name}</b>
              {own.slice(0, maxTransfersShown).map(transfer => (
                <span key={`${transfer.direction} ${transfer.text}`} data-direction={transfer.direction}>
                  {transfer.text}
                </span>
              ))}
              {own.length > maxTransfersShown && <span>+{own.length - maxTransfersShown} …</span>}
            </div>
          </li>
        )
      })}
    </ul>
  )
}
