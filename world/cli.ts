/** node world/cli.ts --seed 20231 --scale 1 --out DIR */
import { parseArgs } from 'node:util'
import { generateWorld, type Scale } from './generate.ts'
import { writeWorld } from './write.ts'

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '20231' },
    scale: { type: 'string', default: '1' },
    out: { type: 'string' },
  },
})

const SCALES: Readonly<Record<string, Scale>> = { '1': 1, '10': 10, '100': 100 }
const scale = SCALES[values.scale]
const seed = Number(values.seed)

if (!values.out || scale === undefined || !Number.isSafeInteger(seed) || seed < 0) {
  console.error('用法：node world/cli.ts --seed 整数 --scale 1|10|100 --out 目录')
  process.exit(2)
}

const MIB = 1024 * 1024
let peak = 0
const watch = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage.rss())
}, 50)

console.log(`seed ${seed} · scale ${scale}`)
const from = process.hrtime.bigint()
const { files, rows, bytes } = await writeWorld(generateWorld({ seed, scale }), values.out)
clearInterval(watch)
const seconds = Number((process.hrtime.bigint() - from) / 1_000_000n) / 1000
console.log(
  `${files} files, ${rows} order rows, ${(bytes / MIB).toFixed(1)} MiB in ${seconds} s; peak RSS ${Math.round(
    Math.max(peak, process.memoryUsage.rss()) / MIB,
  )} MiB`,
)
