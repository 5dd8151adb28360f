import type { PaperSheet } from '#shared/contract.ts'
import { CodePicture } from '../../codes/code-picture.tsx'
import { useFormat, useText } from '../../text/language.tsx'
import classes from './paper.module.css'

/** What goes onto paper: black on white, readable without any machine. */
export const PaperTwin = ({ sheet }: { sheet: PaperSheet }) => {
  const text = useText().settings.paper
  const format = useFormat()
  return (
    <>
      <h1>{text.sheetTitle(sheet.commune)}</h1>
      <p>
        {text.federation(sheet.federation)}. {text.madeAt(format.moment(sheet.madeAt))}. {sheet.handle}.
      </p>
      <ol className={classes.words}>
        {sheet.words.map((word, index) => (
          <li key={index}>{word}</li>
        ))}
      </ol>
      <p>{text.language}</p>
      <div className={classes.code}>
        <CodePicture text={sheet.words.join(' ')} label={text.code} />
      </div>
      <ul>
        {text.todo.map(line => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </>
  )
}
