import { type Db, roomOf } from '../../../platform/db/house.ts'
