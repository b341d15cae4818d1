// Before any test: SQLite shares a database in memory only among those that opened it by the same file system.
[assembly: AssemblyFixture(typeof(PodMirror.Agent.Tests.Queue.Disk.ModelVfsFixture))]
