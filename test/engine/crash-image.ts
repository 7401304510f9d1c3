import { copyFileSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { createTempDir } from '../support/engine.ts'
import type { Harness } from './test-run.ts'

/** The data folder as a process that dies now leaves it: the files as they are, with nothing closed or tidied. */
export function takeCrashImage(dataDir: string, image: string = createTempDir()): string {
  for (const name of ['switchyard.sqlite', 'switchyard.sqlite-wal']) {
    const file = join(dataDir, name)
    if (existsSync(file)) copyFileSync(file, join(image, name))
  }
  return image
}

/** Takes an image after every commit from now on; each is what a crash at that commit point would leave. */
export function takeCrashImages({ engine, dataDir }: Harness): string[] {
  const images: string[] = []
  engine.subscribe(() => images.push(takeCrashImage(dataDir)))
  return images
}
