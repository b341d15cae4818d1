namespace PodMirror.Agent.Store;

/// <summary>Hears of rows once they are committed. Called on the store's thread, and must not wait.</summary>
internal interface IRowListener
{
    /// <summary>True when rows are wanted at all.</summary>
    bool IsListening { get; }

    /// <summary>A row was inserted, and will be committed or taken back.</summary>
    void OnInserted(in ExchangeRow row);

    /// <summary>The rows inserted since the last call are in the store.</summary>
    void OnCommitted();

    /// <summary>The rows inserted since the last call are not in the store.</summary>
    void OnRolledBack();
}
