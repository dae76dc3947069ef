import { Checkbox, Input } from 'antd'
import type { getBoundary } from '#contract/party'
import type { AnswerOf } from '#web/ask.ts'
import { useWords } from '#web/ui/words.ts'
import { boundaryWords } from './map-words.ts'

type Town = AnswerOf<typeof getBoundary>['towns'][number]
type Props = {
  readonly id?: string
  readonly value?: readonly string[]
  readonly onChange?: (codes: readonly string[]) => void
  readonly towns: readonly Town[]
}

/** 村镇名单 Whole towns, villages, and villages that no list has. Works inside Form.Item. */
export function PlacesField({ id, value = [], onChange, towns }: Props) {
  const w = useWords(boundaryWords)
  const toggle = (code: string, chosen: boolean) =>
    onChange?.(chosen ? [...value, code] : value.filter((other) => other !== code))
  const box = (code: string, name: string) => (
    <Checkbox
      key={code}
      checked={value.includes(code)}
      onChange={({ target }) => toggle(code, target.checked)}
    >
      {name}
    </Checkbox>
  )
  return (
    <div id={id} className="places">
      {towns.map((town) => {
        const chosen = value.filter((code) => code.startsWith(town.code))
        const unlisted = chosen.flatMap((code) => code.split('/')[1] ?? [])
        const typed = (text: string) =>
          onChange?.([
            ...value.filter((code) => !code.startsWith(`${town.code}/`)),
            ...text
              .split('\n')
              .map((line) => line.trim().replace(/[村社区]+$/u, ''))
              .filter((name) => name !== '')
              .map((name) => `${town.code}/${name}`),
          ])
        return (
          <details key={town.code} open={chosen.length > 0}>
            <summary>{`${town.name} · ${w.count(chosen.length)}`}</summary>
            <div className="villages">
              {box(town.code, w.whole)}
              {town.villages.map(({ code, name }) => box(code, name))}
            </div>
            <p>
              <label htmlFor={`unlisted-${town.code}`}>{w.unlisted}</label>
              <Input.TextArea
                id={`unlisted-${town.code}`}
                autoSize
                defaultValue={unlisted.join('\n')}
                onBlur={({ target }) => typed(target.value)}
              />
            </p>
          </details>
        )
      })}
    </div>
  )
}
