import { type Logger, pino } from 'pino'

export type Log = Logger

/** Names under which personal data or secrets could reach a log line; their values never do. */
const REDACTED = [
  'password',
  'code',
  'token',
  'secret',
  'cookie',
  'authorization',
  'phone',
  'mobile',
  'residentId',
  'idNumber',
  'legalRepresentative',
]

/** Structured logs on standard output, with personal data and secrets redacted at three depths. */
export const openLog = (level: string): Log =>
  pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: REDACTED.flatMap((k) => [k, `*.${k}`, `*.*.${k}`, `req.headers.${k}`]),
      censor: '[已隐去]',
    },
  })
