import { CalculatorOutlined, FormOutlined } from '@ant-design/icons'
import { useWords } from '#web/ui/words.ts'
import { statisticsWords } from './statistics-words.ts'

type Props = { readonly origin: 'computed' | 'typed' }

/** 来历 Counted from rows, or typed from a file: by word, icon and frame, for the two must never look alike. */
export function OriginTag({ origin }: Props) {
  const w = useWords(statisticsWords)
  const Icon = origin === 'typed' ? FormOutlined : CalculatorOutlined
  return (
    <span className={`origin origin-${origin}`}>
      <Icon aria-hidden />
      {w[origin]}
    </span>
  )
}
