// SPDX-License-Identifier: MIT

// IndexedDB answers by events. These functions make promises of them. They name only the parts that they need, because
// this package is compiled without the types of browsers.

/** The part of an `IDBRequest` that this file needs. */
interface PendingRequest<T> {
    readonly result: T;
    readonly error: Error | null;
    addEventListener(type: 'success' | 'error', listener: () => void): void;
}

/** The part of an `IDBTransaction` that this file needs. */
interface PendingTransaction {
    readonly error: Error | null;
    addEventListener(type: 'complete' | 'abort', listener: () => void): void;
}

/** Returns the result of a request. @throws Error that the request reports */
export function completed<T>(request: PendingRequest<T>): Promise<T> {
    return new Promise((resolve, reject) => {
        request.addEventListener('success', () => resolve(request.result));
        request.addEventListener('error', () =>
            reject(request.error ?? new Error('IndexedDB could not complete the request.'))
        );
    });
}

/** Resolves when a transaction is stored. @throws Error that aborted it */
export function committed(transaction: PendingTransaction): Promise<void> {
    return new Promise((resolve, reject) => {
        transaction.addEventListener('complete', () => resolve());
        transaction.addEventListener('abort', () =>
            reject(transaction.error ?? new Error('IndexedDB aborted the write.'))
        );
    });
}
