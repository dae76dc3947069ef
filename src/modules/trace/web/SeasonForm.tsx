import { Form, Input } from 'antd'
import { useState } from 'react'
import { listSites } from '#contract/party'
import { listItems, listSeasons, openSeason } from '#contract/trace'
import type { Day } from '#kernel/day'
import { useAct } from '#web/act.ts'
import { ask } from '#web/ask.ts'
import { useGo, useTown } from '#web/desk/place.ts'
import { useRead } from '#web/read.ts'
import { ActForm } from '#web/ui/ActForm.tsx'
import { Choice } from '#web/ui/Choice.tsx'
import { DateField } from '#web/ui/DateField.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { useWords } from '#web/ui/words.ts'
import { traceWords } from './trace-words.ts'

type Values = {
  readonly site: string
  readonly name: string
  readonly areaMu?: string
  readonly startedOn: Day
}

/** 新开生产季 First the product: it says whose plots there are to choose from. */
export function SeasonForm() {
  const w = useWords(traceWords)
  const { slug: etown } = useTown()
  const go = useGo()
  const items = useRead(listItems, { etown, query: { limit: '200' } }).data?.items ?? []
  const [chosen, setChosen] = useState('')
  const item = items.find((one) => one.id === chosen) ?? items[0]
  const query = { limit: '200', ...(item && { party: item.party }) }
  const sites = useRead(listSites, { etown, query }, { off: item === undefined }).data?.items ?? []
  const act = useAct(
    ({ areaMu, ...values }: Values, { key }) =>
      ask(openSeason, { etown, body: { ...values, item: item?.id ?? '0', ...(areaMu && { areaMu }) }, key }),
    { changes: [listSeasons], done: ({ id }) => go(`/e/${etown}/trace-seasons/${id}`) },
  )
  const labels = { item: w.item, site: w.site, name: w.seasonName, areaMu: w.areaMu, startedOn: w.startedOn }
  const required = (what: string) => [{ required: true, message: w.fill(what) }]
  return (
    <ActForm<Values> name="season" labels={labels} step={act.step} onSubmit={act.run}>
      <Form.Item label={w.item} htmlFor="season_item">
        <Choice
          id="season_item"
          value={item?.id}
          onChange={setChosen}
          options={items.map((one) => ({
            value: one.id,
            label: [one.name, one.spec, one.partyName].join(' · '),
          }))}
        />
      </Form.Item>
      <Form.Item name="site" label={w.site} rules={required(w.site)}>
        <Choice empty={w.choose} options={sites.map((site) => ({ value: site.id, label: site.name }))} />
      </Form.Item>
      <Form.Item name="name" label={w.seasonName} extra={w.seasonHint} rules={required(w.seasonName)}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="areaMu" label={w.areaMu}>
        <Input inputMode="decimal" maxLength={10} />
      </Form.Item>
      <Form.Item name="startedOn" label={w.startedOn} rules={required(w.startedOn)}>
        <DateField />
      </Form.Item>
      <SubmitButton act={act}>{w.openSeason}</SubmitButton>
    </ActForm>
  )
}
