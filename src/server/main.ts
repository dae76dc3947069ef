import { readConfig } from '../platform/config.ts'

readConfig(process.env)
