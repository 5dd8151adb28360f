import { ask } from './ask.ts'

/** The system's dialogs; null when the person closed them. */
export const chooseOpen = (title: string, extension: string) =>
  ask('window.choose-open', { title, extension })
export const chooseSave = (title: string, fileName: string, extension: string) =>
  ask('window.choose-save', { title, fileName, extension })
export const chooseFolder = (title: string) => ask('window.choose-folder', { title })
export const showFile = (path: string) => ask('window.show-file', { path })
