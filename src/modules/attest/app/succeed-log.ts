import { zReason } from '../../../kernel/reason.ts'
import { granted, type Outcome, refusal, refused } from '../../../kernel/refusal.ts'
import { inEtown } from '../../../platform/db/act.ts'
import { roomOf } from '../../../platform/db/house.ts'
import { successionRefusals } from '../contract/index.ts'
import { takeLog } from '../db/logs.ts'
import { hasLaterHeads, succeed } from '../db/predecessors.ts'
import { toBase64 } from '../domain/base64.ts'
import type { LogHouse } from './log-house.ts'
import { openLogKeys } from './log-keys.ts'
import { breachOf } from './sign-head.ts'
import { readFloor } from './signed-file.ts'

/** 接续 What came of ending a log that can no longer be signed and going on with what is left of it. */
export type Succession = {
  readonly endedOrigin: string
  readonly origin: string
  /** Leaves that go on. */
  readonly kept: bigint
  /** The largest size the ended log had signed; the leaves from `kept` up to it are lost. */
  readonly signed: bigint
}

/**
 * Ends an e-town's log that must never be signed again (its newest part is lost, its tree is another, its floor is gone) and
 * begins another over the leaves that are left, under a name and keys of its own. Both logs, the loss and the reason are
 * public for ever; what the ended log has proven stays proven by its own key.
 */
export const succeedLog = (house: LogHouse, etown: number, reason: string): Promise<Outcome<Succession>> =>
  inEtown(house.pool, etown, 'write', async (scope) => {
    const db = roomOf(scope.db, 'attest')
    const log = await takeLog(db, etown)
    if (log === undefined) return refused(refusal(successionRefusals, 'attest.log_busy'))
    if (!zReason.safeParse(reason).success) return refused(refusal(successionRefusals, 'attest.no_reason'))
    const floor = await readFloor(house.config, log)
    const breach = await breachOf(db, log, floor)
    if (breach === undefined) return refused(refusal(successionRefusals, 'attest.log_in_order'))
    if (await hasLaterHeads(db, log)) return refused(refusal(successionRefusals, 'attest.rows_taken_out'))
    const { origin: endedOrigin, ed25519, sm2, number, size: kept } = log
    const signed = BigInt(floor?.size ?? kept)
    const next = number + 1
    const keys = await openLogKeys(house.config, etown, next)
    const origin = `${number === 1 ? endedOrigin : endedOrigin.replace(/\/\d+$/, '')}/${next}`
    const at = house.clock()
    await succeed(
      db,
      {
        ...{
          etown,
          number,
          origin: endedOrigin,
          ed25519,
          sm2,
          kept,
          breach: breach.kind,
          reason,
          ended_at: at,
        },
        ...{ signed_size: signed, signed_note: floor?.note ?? '' },
      },
      { origin, ed25519: Buffer.from(keys.ed25519), sm2: Buffer.from(keys.sm2), opened_at: at, number: next },
    )
    scope.record({
      actor: 'server',
      act: 'attest.succeed',
      subject: origin,
      outcome: 'done',
      detail: { endedOrigin, kept: String(kept), signed: String(signed), breach: breach.kind },
    })
    scope.announce({
      kind: 'attest.log-succeeded',
      subject: endedOrigin,
      payload: {
        ...{ origin, kept: String(kept), signedSize: String(signed), reason, breach: breach.kind },
        signedRoot: floor === undefined ? '' : toBase64(floor.root),
      },
    })
    return granted({ endedOrigin, origin, kept, signed })
  })
