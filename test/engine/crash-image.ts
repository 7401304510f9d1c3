import { copyFileSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { createTempDir } from '../support/engine.ts'
import type { Harness } from './test-run.ts'

/** The data folder after a crash at this moment: a copy of the files, without closing or checkpoints. */
export function takeCrashImage(dataDir: string, image: string = createTempDir()): string {
  for (const name of ['switchyard.sqlite', 'switchyard.sqlite-wal']) {
    const file = join(dataDir, name)
    if (existsSync(file)) copyFileSync(file, join(image, name))
  }
  return image
}

/** Takes an image after each further commit: the state after a crash at that commit. */
export function takeCrashImages({ engine, dataDir }: Harness): string[] {
  const images: string[] = []
  engine.subscribe(() => images.push(takeCrashImage(dataDir)))
  return images
}
