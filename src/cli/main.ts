import { acceptanceExport, acceptanceVerify } from './acceptance.ts'
import { identityRecover } from './identity-recover.ts'
import { logContinue } from './log-continue.ts'
import { ordersImport } from './orders-import.ts'
import { planCheck } from './plan-check.ts'
import { planLoad } from './plan-load.ts'
import { reportOffice, reportVerify } from './report.ts'
import { routeCheck, routePlan } from './route.ts'
import { subsidyCalc, subsidyPrint, subsidyVerify } from './subsidy.ts'
import { verify } from './verify.ts'
import { witness } from './witness.ts'

type Command = (args: readonly string[], print: (line: string) => void) => Promise<number>

/** Every command by its words; one thin file each. */
const COMMANDS: Readonly<Record<string, Command>> = {
  'acceptance export': acceptanceExport,
  'acceptance verify': acceptanceVerify,
  'plan check': planCheck,
  'plan load': planLoad,
  'identity recover': identityRecover,
  'log continue': logContinue,
  'orders import': ordersImport,
  'report verify': reportVerify,
  'report office': reportOffice,
  'route plan': routePlan,
  'route check': routeCheck,
  'subsidy calc': subsidyCalc,
  'subsidy verify': subsidyVerify,
  'subsidy print': subsidyPrint,
  verify,
  witness,
}

const [noun = '', ...words] = process.argv.slice(2)
// `ezhen route < request.json` is short for `ezhen route plan`.
const [verb = 'plan', ...rest] = noun === 'route' ? words : [words[0] ?? '', ...words.slice(1)]
const alone = Object.hasOwn(COMMANDS, noun)
const [name, args] = alone ? [noun, words] : [`${noun} ${verb}`, rest]
const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
if (command) {
  process.exitCode = await command(args, console.log)
} else {
  console.error(
    `ezhen 的命令：\n${Object.keys(COMMANDS)
      .map((known) => `  ezhen ${known}`)
      .join('\n')}`,
  )
  process.exitCode = 2
}
