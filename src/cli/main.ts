import { ordersImport } from './orders-import.ts'
import { planCheck } from './plan-check.ts'

type Command = (args: readonly string[], print: (line: string) => void) => Promise<number>

/** Every command by its words; one thin file each. */
const COMMANDS: Readonly<Record<string, Command>> = {
  'plan check': planCheck,
  'orders import': ordersImport,
}

const [noun = '', verb = '', ...args] = process.argv.slice(2)
const name = `${noun} ${verb}`
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
