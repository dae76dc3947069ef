import { join, resolve } from 'node:path'
import { z } from 'zod'

const MiB = 1024 * 1024
const whole = (least: number, most: number, fallback: number) =>
  z
    .string()
    .regex(/^\d{1,15}$/, '要是不带符号的整数 / must be a whole number')
    .transform(Number)
    .refine((n) => n >= least && n <= most, `要在 ${least} 到 ${most} 之间 / must lie within`)
    .default(fallback)

const SCALES = { '1': 1, '10': 10, '100': 100 } as const

const shape = z.object({
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, '要以 postgres:// 开头 / must start with postgres://')
    .optional(),
  EZHEN_DATA: z.string().min(1).default('var'),
  EZHEN_HOST: z.string().min(1).default('127.0.0.1'),
  EZHEN_PORT: whole(0, 65_535, 8020),
  EZHEN_METRICS_PORT: whole(0, 65_535, 0),
  EZHEN_MQTT_PORT: whole(0, 65_535, 0),
  EZHEN_PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  EZHEN_TRUST_PROXY: z.string().optional(),
  EZHEN_DEMO: z.enum(['on', 'off']).default('on'),
  EZHEN_DEMO_SCALE: z.enum(['1', '10', '100']).default('1'),
  EZHEN_POOL: whole(2, 200, 12),
  EZHEN_BODY_BYTES: whole(1_024, 64 * MiB, MiB),
  EZHEN_FILE_BYTES: whole(1_024, 8 * 1024 * MiB, 2048 * MiB),
  EZHEN_UPLOAD_BYTES_PER_DAY: whole(1_024, 1024 * 1024 * MiB, 20 * 1024 * MiB),
  EZHEN_BODY_SECONDS: whole(1, 3_600, 30),
  EZHEN_STREAM_SECONDS: whole(1, 3_600, 50),
  EZHEN_IMAGE_PIXELS: whole(1_000, 400_000_000, 50_000_000),
  EZHEN_IMPORT_ROWS: whole(1, 100_000_000, 5_000_000),
  EZHEN_EXPORT_FREE_ROWS: whole(0, 100_000_000, 5_000),
  EZHEN_REQUESTS_PER_MINUTE: whole(1, 10_000_000, 6_000),
  EZHEN_PASSWORDS: z.enum(['mlps', 'asvs']).default('mlps'),
  EZHEN_SIGN_IN_FAILURES: whole(1, 100, 5),
  EZHEN_SIGN_IN_LOCK_MINUTES: whole(1, 1_440, 15),
  EZHEN_IDLE_MINUTES: whole(1, 1_440, 30),
  EZHEN_SESSION_HOURS: whole(1, 720, 12),
  EZHEN_ROAD_SERVER: z.url({ protocol: /^https?$/ }).optional(),
  EZHEN_HOOK_HOSTS: z.string().optional(),
  EZHEN_MASTER_KEY: z
    .string()
    .regex(/^[0-9a-f]{64}$/, '要是 64 位十六进制 / must be 64 hex digits')
    .optional(),
  EZHEN_LOG: z.enum(['debug', 'info', 'warn', 'error', 'silent']).optional(),
})

/** 配置 Everything that can be set, read once at start. Bytes, pixels, minutes and hours as the names say. */
export type Config = {
  readonly databaseUrl: string | undefined
  readonly dataDir: string
  readonly host: string
  readonly port: number
  /** 0: no metrics listener. Metrics listen on loopback only. */
  readonly metricsPort: number
  /** 0: no MQTT; instruments send over HTTP or by file. */
  readonly mqttPort: number
  /** Where people reach us; `https` makes cookies Secure. */
  readonly publicUrl: string | undefined
  readonly trustProxy: readonly string[]
  readonly demo: boolean
  /** How many times the orders of the demonstration world. */
  readonly demoScale: 1 | 10 | 100
  readonly pool: number
  readonly bodyBytes: number
  readonly fileBytes: number
  /** Of one account in one e-town. */
  readonly uploadBytesPerDay: number
  /** A request's body has so long to arrive, and a second more for every 128 KiB of it. */
  readonly bodySeconds: number
  /** A stream of events ends by then and is asked for again: so long a withdrawn key may still watch. */
  readonly streamSeconds: number
  readonly imagePixels: number
  readonly importRows: number
  /** Exports of more rows need somebody else to release them. */
  readonly exportFreeRows: number
  readonly requestsPerMinute: number
  /** 密码规则 `mlps`: 等保 2.0, classes and 90 days; `asvs`: OWASP ASVS 5.0, length and lists only. */
  readonly passwords: 'mlps' | 'asvs'
  readonly signInFailures: number
  readonly signInLockMinutes: number
  readonly idleMinutes: number
  readonly sessionHours: number
  /** An OSRM-compatible server that knows the roads. */
  readonly roadServer: string | undefined
  /** Hosts inside our own network that notices may be sent to, though their addresses are private. */
  readonly hookHosts: readonly string[]
  readonly masterKey: string | undefined
  readonly log: 'debug' | 'info' | 'warn' | 'error' | 'silent'
}

/** Reads the configuration from the environment. Throws one error that lists every problem. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const unknown = Object.keys(env).filter((k) => k.startsWith('EZHEN_') && !(k in shape.shape))
  const parsed = shape.safeParse(env)
  const problems = [
    ...unknown.map((k) => `${k}: 没有这个设置项, 请核对拼写 / no such setting`),
    ...(parsed.success ? [] : parsed.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`)),
  ]
  if (!parsed.success || problems.length > 0) {
    throw new Error(`配置有 ${problems.length} 处问题 / configuration problems:\n  ${problems.join('\n  ')}`)
  }
  const v = parsed.data
  return {
    databaseUrl: v.DATABASE_URL,
    dataDir: resolve(v.EZHEN_DATA),
    host: v.EZHEN_HOST,
    port: v.EZHEN_PORT,
    metricsPort: v.EZHEN_METRICS_PORT,
    mqttPort: v.EZHEN_MQTT_PORT,
    publicUrl: v.EZHEN_PUBLIC_URL,
    trustProxy: v.EZHEN_TRUST_PROXY?.split(',').map((s) => s.trim()) ?? [],
    demo: v.EZHEN_DEMO === 'on',
    demoScale: SCALES[v.EZHEN_DEMO_SCALE],
    pool: v.EZHEN_POOL,
    bodyBytes: v.EZHEN_BODY_BYTES,
    fileBytes: v.EZHEN_FILE_BYTES,
    uploadBytesPerDay: v.EZHEN_UPLOAD_BYTES_PER_DAY,
    bodySeconds: v.EZHEN_BODY_SECONDS,
    streamSeconds: v.EZHEN_STREAM_SECONDS,
    imagePixels: v.EZHEN_IMAGE_PIXELS,
    importRows: v.EZHEN_IMPORT_ROWS,
    exportFreeRows: v.EZHEN_EXPORT_FREE_ROWS,
    requestsPerMinute: v.EZHEN_REQUESTS_PER_MINUTE,
    passwords: v.EZHEN_PASSWORDS,
    signInFailures: v.EZHEN_SIGN_IN_FAILURES,
    signInLockMinutes: v.EZHEN_SIGN_IN_LOCK_MINUTES,
    idleMinutes: v.EZHEN_IDLE_MINUTES,
    sessionHours: v.EZHEN_SESSION_HOURS,
    roadServer: v.EZHEN_ROAD_SERVER,
    hookHosts: v.EZHEN_HOOK_HOSTS?.split(',').map((s) => s.trim().toLowerCase()) ?? [],
    masterKey: v.EZHEN_MASTER_KEY,
    // Whoever tries the product out should see where to sign in, not five hundred requests of its own loading.
    log: v.EZHEN_LOG ?? (v.EZHEN_DEMO === 'on' ? 'warn' : 'info'),
  }
}

export const pathIn = (config: Config, ...parts: string[]): string => join(config.dataDir, ...parts)
