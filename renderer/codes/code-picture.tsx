import { useMemo } from 'react'
import { codeMatrix, codePath } from './code-matrix.ts'
import classes from './codes.module.css'

/** One code. */
export const CodePicture = ({ text, label }: { text: string; label: string }) => {
  const { size, path } = useMemo(() => {
    const matrix = codeMatrix(text)
    return { size: matrix.length, path: codePath(matrix) }
  }, [text])
  return (
    <svg
      className={classes.code}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      role="img"
      aria-label={label}
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  )
}
