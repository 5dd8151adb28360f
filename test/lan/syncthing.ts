/**
 * A real Syncthing (Debian's package) inside a host, sharing one folder with one other device whose address
 * is known: no discovery, no relays, no reports, nothing beyond the bridge.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Host } from './namespaces.ts'

const binary = '/usr/bin/syncthing'
export const whyNoSyncthing = (): string | null => (existsSync(binary) ? null : `${binary} is not installed`)

const env = (home: string) => ({ ...process.env, HOME: home, STNODEFAULTFOLDER: '1', STNOUPGRADE: '1' })

export interface Syncthing {
  id: string
  home: string
}

/** Makes its keys. */
export const generateSyncthing = (home: string): Syncthing => {
  mkdirSync(home, { recursive: true })
  const args = ['generate', `--home=${home}`, '--no-default-folder', '--skip-port-probing']
  execFileSync(binary, args, { env: env(home), stdio: ['ignore', 'ignore', 'pipe'] })
  const id = execFileSync(binary, [`--home=${home}`, '--device-id'], { env: env(home) })
    .toString()
    .trim()
  return { id, home }
}

const config = (
  own: Syncthing,
  other: Syncthing,
  otherAddress: string,
  folder: string
) => `<configuration version="35">
  <folder id="drop" label="drop" path="${folder}" type="sendreceive" rescanIntervalS="5"
      fsWatcherEnabled="true" fsWatcherDelayS="1" ignorePerms="true">
    <filesystemType>basic</filesystemType>
    <device id="${own.id}"></device>
    <device id="${other.id}"></device>
    <minDiskFree unit="%">0</minDiskFree>
  </folder>
  <device id="${own.id}" name="own" compression="metadata"><address>dynamic</address></device>
  <device id="${other.id}" name="other" compression="metadata">
    <address>tcp://${otherAddress}:22000</address>
  </device>
  <gui enabled="false" tls="false"><address>127.0.0.1:8384</address></gui>
  <options>
    <listenAddress>tcp://0.0.0.0:22000</listenAddress>
    <globalAnnounceEnabled>false</globalAnnounceEnabled>
    <localAnnounceEnabled>false</localAnnounceEnabled>
    <relaysEnabled>false</relaysEnabled>
    <natEnabled>false</natEnabled>
    <urAccepted>-1</urAccepted>
    <autoUpgradeIntervalH>0</autoUpgradeIntervalH>
    <crashReportingEnabled>false</crashReportingEnabled>
    <startBrowser>false</startBrowser>
    <reconnectionIntervalS>1</reconnectionIntervalS>
    <stunKeepaliveStartS>0</stunKeepaliveStartS>
    <setLowPriority>false</setLowPriority>
  </options>
</configuration>
`

export const startSyncthing = (
  host: Host,
  own: Syncthing,
  other: Syncthing,
  otherAddress: string,
  folder: string
): ChildProcess => {
  writeFileSync(join(own.home, 'config.xml'), config(own, other, otherAddress, folder))
  // without its mark it takes the folder for one whose drive is not mounted
  mkdirSync(join(folder, '.stfolder'), { recursive: true })
  const log = join(own.home, 'log.txt')
  const args = [
    'serve',
    `--home=${own.home}`,
    '--no-browser',
    '--no-restart',
    '--no-upgrade',
    `--logfile=${log}`
  ]
  const [command, all] = host.within(binary, args)
  return spawn(command, all, { env: env(own.home), stdio: 'ignore' })
}

/** For a failing test to tell. */
export const syncthingLog = ({ home }: Syncthing): string => {
  const log = join(home, 'log.txt')
  return existsSync(log) ? readFileSync(log, 'utf8').slice(-4_000) : 'no log'
}
