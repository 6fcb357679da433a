/** Why the PostgreSQL that runs are made on cannot be had; null when it is there. */
export declare function whyNoPostgres(): Promise<string | null>
/** A name that nobody has. */
export declare function databaseName(): string
export declare function databaseUrl(name: string): string
/** Empty, or with all that `template` has. */
export declare function createDatabase(name: string, template?: string | null): Promise<void>
export declare function dropDatabase(name: string): Promise<void>
/** As its own housekeeping would have left it by the next day. */
export declare function tidyDatabase(name: string): Promise<void>
/** The processes that serve a database, where they run on this machine: each is called after it. */
export declare function processesOf(name: string): number[]
