using PodMirror.Agent.Store;

namespace PodMirror.Agent.Filter;

/// <summary>Whether a row is one that is asked for. Runs on the store's thread for live rows: it neither waits nor throws.</summary>
internal delegate bool RowTest(in ExchangeRow row);
