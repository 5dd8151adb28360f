import { UnstyledButton } from '@mantine/core'
import { useLan } from '../queries/lan.ts'
import { useLastNews, useStats } from '../queries/record.ts'
import { useFormat, useText } from '../text/language.tsx'
import { go } from './route.ts'
import classes from './shell.module.css'
import { lanWords, statusWords } from './status-words.ts'

export const StatusLine = () => {
  const text = useText()
  const format = useFormat()
  const { data: stats } = useStats()
  const { data: news } = useLastNews()
  const { data: lan } = useLan()
  return (
    <footer className={`${classes.status} no-print`}>
      <span data-testid="status">
        {stats && news ? statusWords(stats, news, text, format, Date.now()) : text.shell.status.reading}
      </span>
      {lan && (
        <UnstyledButton
          className={classes.statusEnd}
          fz="sm"
          onClick={() => go({ area: 'carry', part: 'lan' })}
        >
          {lanWords(lan, text)}
        </UnstyledButton>
      )}
    </footer>
  )
}
