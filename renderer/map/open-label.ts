/**
 * Opens the shortened label under the pointer and closes the others. Labels let the pointer through, so that
 * the map can be dragged and zoomed where they stand; so it is asked which one lies there.
 */
export function openLabelAt(
  overlay: HTMLElement,
  pointer: { clientX: number; clientY: number } | null
): void {
  const under = pointer && [...overlay.querySelectorAll('[data-short="true"]')].find(lies(pointer))
  const opened = under?.parentElement ?? null
  for (const commune of overlay.querySelectorAll('[data-open]'))
    if (commune !== opened) commune.removeAttribute('data-open')
  opened?.setAttribute('data-open', '')
}

const lies =
  ({ clientX, clientY }: { clientX: number; clientY: number }) =>
  (label: Element): boolean => {
    const { left, top, right, bottom } = label.getBoundingClientRect()
    return clientX >= left && clientX <= right && clientY >= top && clientY <= bottom
  }
