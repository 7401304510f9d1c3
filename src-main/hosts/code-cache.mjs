// Plain JavaScript: it runs before anything is built or compiled.
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import module from 'node:module'
import { dirname } from 'node:path'
import { Script } from 'node:vm'

const longMs = 2000
const clearlyMore = 1.1

/**
 * Answers with what a bundled CommonJS file exports, compiled as it was the last time: V8 keeps the functions that a
 * process has used in a file beside the bundle, so that the next one neither reads nor compiles them again. Node's own
 * compile cache keeps a module as it was before any of it ran, without those functions.
 *
 * The first process writes the file at its end. A long-lived process with clearly more compiled code writes it
 * again; nothing depends on the file.
 *
 * @param {string} file
 * @returns {any}
 */
export function loadBundle(file) {
  const bytes = readFileSync(file)
  const source = module.wrap(bytes.toString('utf8'))
  const place = cacheFileOf(file, bytes)
  const cachedData = readCache(place)
  const script = new Script(source, {
    filename: file,
    ...(cachedData === null ? {} : { cachedData }),
  })
  const known = script.cachedDataRejected === false ? (cachedData?.length ?? 0) : 0
  process.on('exit', () => {
    if (known > 0 && performance.now() < longMs) return
    const data = script.createCachedData()
    if (data.length > known * clearlyMore) writeCache(place, data)
  })
  const own = { exports: {} }
  script.runInThisContext()(own.exports, module.createRequire(file), own, file, dirname(file))
  return own.exports
}

/**
 * V8 knows a script again by its length and its own flags only; so the name stands for the rest.
 *
 * @param {string} file
 * @param {Uint8Array} bytes
 */
function cacheFileOf(file, bytes) {
  const about = [process.version, process.arch, ...process.execArgv].join('\0')
  return `${file}.${createHash('sha256').update(about).update(bytes).digest('hex').slice(0, 16)}.cache`
}

const digestBytes = 32
/** @param {Uint8Array} data */
const digestOf = (data) => createHash('sha256').update(data).digest()

/**
 * Null when there is none, or none that is whole: V8 believes what it is given.
 *
 * @param {string} place
 */
function readCache(place) {
  if (!existsSync(place)) return null
  const bytes = readFileSync(place)
  const data = bytes.subarray(digestBytes)
  return digestOf(data).equals(bytes.subarray(0, digestBytes)) ? data : null
}

/**
 * @param {string} place
 * @param {Uint8Array} data
 */
function writeCache(place, data) {
  const unfinished = `${place}.${process.pid}`
  // An installation that may not be written to works as well, and starts more slowly.
  try {
    writeFileSync(unfinished, Buffer.concat([digestOf(data), data]))
    renameSync(unfinished, place)
  } catch {
    rmSync(unfinished, { force: true })
  }
}
