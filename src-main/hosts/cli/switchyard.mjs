#!/usr/bin/env node
import { fileURLToPath } from 'node:url'
import { withNode24 } from '../with-node-24.mjs'

await withNode24(fileURLToPath(import.meta.url), () => import('./main.ts'))
