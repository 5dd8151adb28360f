import { type ReactNode, useEffect } from 'react'
import { createPortal } from 'react-dom'
import { ask } from '../queries/ask.ts'

/**
 * A paper twin: what is given is laid out for paper, alone, and the system's print dialog opens. Mount it
 * to print; `onDone` is called when the dialog has closed.
 */
export const PrintSheet = (props: { children: ReactNode; onDone: (error: unknown) => void }) => {
  const { onDone } = props
  useEffect(() => {
    let gone = false
    document.body.classList.add('printing-sheet')
    // One frame, so that the sheet is laid out before it is printed.
    const frame = requestAnimationFrame(() => {
      ask('window.print').then(
        () => !gone && onDone(null),
        error => !gone && onDone(error)
      )
    })
    return () => {
      gone = true
      cancelAnimationFrame(frame)
      document.body.classList.remove('printing-sheet')
    }
  }, [onDone])
  return createPortal(<div className="print-sheet">{props.children}</div>, document.body)
}
