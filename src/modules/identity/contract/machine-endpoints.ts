import { z } from 'zod'
import { endpoint } from '../../../kernel/endpoint.ts'
import { zDay, zId, zInstant, zPageById, zPageOf } from '../../../kernel/wire.ts'
import { machineRefusals } from './refusals.ts'
import { machineRoles } from './roles.ts'

const zMachineKey = z.object({
  id: zId,
  name: z.string(),
  role: z.enum(machineRoles),
  until: zDay.meta({ description: '止日，不含当日' }),
  madeAt: zInstant,
  revokedAt: zInstant.optional(),
  inForce: z.boolean(),
})

export const listMachineKeys = endpoint({
  id: 'identity.list-machine-keys',
  method: 'GET',
  path: '/api/etowns/:etown/machine-keys',
  may: 'identity.grant-roles',
  summary: { zh: '设备密钥列表', en: 'Machine keys' },
  query: zPageById,
  answer: zPageOf(zMachineKey),
})

/** 设备密钥 Sent with each request as `Authorization: Bearer KEY`; shown this once. */
export const makeMachineKey = endpoint({
  id: 'identity.make-machine-key',
  method: 'POST',
  path: '/api/etowns/:etown/machine-keys',
  may: 'identity.grant-roles',
  summary: { zh: '发放设备密钥', en: 'Issue a machine key' },
  body: z.strictObject({
    name: z.string().trim().min(1).max(40),
    role: z.enum(machineRoles),
    until: zDay,
  }),
  answer: z.object({ id: zId, key: z.string() }),
  keyless: 'the key is shown once',
  refusals: { 'identity.machine_key_ends': machineRefusals['identity.machine_key_ends'] },
})

export const revokeMachineKey = endpoint({
  id: 'identity.revoke-machine-key',
  method: 'POST',
  path: '/api/etowns/:etown/machine-keys/:machineKey/revoke',
  may: 'identity.grant-roles',
  summary: { zh: '吊销设备密钥', en: 'Revoke a machine key' },
  params: z.strictObject({ machineKey: zId }),
  answer: z.object({}),
  refusals: { 'identity.no_machine_key': machineRefusals['identity.no_machine_key'] },
})
