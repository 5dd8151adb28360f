// Without this a change of the test runner could quietly run "Electron's Node" in plain Node.
if (!process.versions.electron) throw new Error('These tests are meant to run in Electron’s own Node.')
