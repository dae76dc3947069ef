import { useState } from 'react'
import { signOut } from '#contract/identity'
import { ask } from '#web/ask.ts'
import { useLanguage, useWords } from '#web/ui/words.ts'
import { fieldWords } from '../field-words.ts'
import { Notice, Plain, Screen } from '../Kit.tsx'
import { carry } from '../queue/carry.ts'
import { isUnsent } from '../queue/journal.ts'
import { wipe } from '../queue/phone-store.ts'
import { cameOf } from '../queue/wire.ts'
import { usePhone } from '../use-phone.ts'

/** 我的 The e-town, the language, and the way out, which leaves nothing behind and loses nothing. */
export function Me() {
  const w = useWords(fieldWords)
  const [language, setLanguage] = useLanguage()
  const { writer, choices, choose, records, online, others } = usePhone()
  const [carried, setCarried] = useState(false)
  const own = records.filter(isUnsent).length
  const held = others > 0 || (own > 0 && !carried)
  const leave = async () => {
    const came = await cameOf(ask(signOut))
    if (came === 'no-answer') return
    await wipe()
    location.replace('/field/')
  }
  const take = async () => {
    await carry(records)
    setCarried(true)
  }
  return (
    <Screen title={w.me}>
      <p>
        {w.town}：<b>{writer?.town}</b>
      </p>
      {choices.length > 1 && (
        <div className="chips">
          {choices.map(({ slug, name }) => (
            <button
              type="button"
              key={slug}
              aria-pressed={slug === writer?.etown}
              onClick={() => choose(slug)}
            >
              {name}
            </button>
          ))}
        </div>
      )}
      <p>{w.install}</p>
      <p>{w.kept}</p>
      <Plain onPress={() => setLanguage(language === 'zh' ? 'en' : 'zh')}>{w.language}</Plain>
      {held ? (
        <Notice tone="bad">
          <p>{w.signOutUnsent(own + others)}</p>
          {own > 0 && !carried && <Plain onPress={take}>{w.export}</Plain>}
        </Notice>
      ) : (
        <>
          <p>{w.signOutNote}</p>
          <Plain onPress={leave} disabled={!online}>
            {w.signOut}
          </Plain>
        </>
      )}
    </Screen>
  )
}
