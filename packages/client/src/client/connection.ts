// SPDX-License-Identifier: MIT

import type { z } from 'zod';
import { failureOf, type Outcome, parseAnswer, unexpectedAnswer } from './answers';
import { type Clock, systemClock } from './clock';
import { linesOf, withinTime } from './line-stream';
import { normalizeAddress } from './normalize-address';
import { RetryTime } from './retry-time';
import { SanyamError } from './sanyam-error';

/** Milliseconds during which a call is retried, by default. */
const DEFAULT_MAX_WAIT = 30_000;

/** Milliseconds after which an attempt times out, by default. */
const DEFAULT_TIMEOUT = 120_000;

export interface ConnectionOptions {
    /** The address of the gateway, for example `https://api.example.com`. */
    readonly url: string;
    /** An API key or an access token, or a function that returns one for each request. */
    readonly token?: string | (() => string | Promise<string>) | undefined;
    /** Milliseconds during which a call is retried (default: 30,000). 0: never retry. */
    readonly maxWait?: number | undefined;
    /** Milliseconds after which an attempt times out (default: 120,000). */
    readonly timeout?: number | undefined;
    /** The function that sends requests (default: that of the platform). */
    readonly fetch?: typeof fetch | undefined;
    /** The clock for the waits between retries (default: that of the platform). */
    readonly clock?: Clock | undefined;
}

export interface CallOptions {
    /** Aborts the call, which then rejects with the signal's reason. */
    readonly signal?: AbortSignal | undefined;
}

/** An API call. */
export interface ApiRequest<Result> extends CallOptions {
    readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
    /** The path segments after `/api/v1`. */
    readonly path: readonly (string | number)[];
    readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
    readonly headers?: Readonly<Record<string, string | undefined>>;
    /** Is sent as JSON. */
    readonly body?: unknown;
    /** The schema of a successful answer. The input is undefined when the answer has no body. */
    readonly answer: z.ZodType<Result>;
    /**
     * Whether to repeat the call when it is unknown whether it succeeded. A function gets the failure of the repeat. It
     * returns the result if the first attempt succeeded after all, and throws otherwise.
     */
    readonly repeat: 'always' | 'never' | ((failure: SanyamError) => Promise<Result>);
}

/** The media type of a stream of lines, each of which is JSON. */
const JSON_LINES = 'application/x-ndjson';

/** Temporary statuses: from a proxy without its gateway, or from a gateway without its database. */
const PASSING = new Set([502, 503, 504]);

/** Sends calls to a gateway, retries them when that helps, and parses the answers. */
export class Connection {
    private readonly base: string;

    /** @throws TypeError when the address is invalid */
    constructor(private readonly options: ConnectionOptions) {
        this.base = normalizeAddress(options.url);
    }

    /**
     * Sends a call, with retries.
     *
     * @throws SanyamError when the gateway refuses the call, does not answer in time, or sends an unknown answer
     */
    send<Result>(request: ApiRequest<Result>): Promise<Result> {
        const { timeout = DEFAULT_TIMEOUT } = this.options;
        return this.retry(request, () =>
            this.attempt(request, AbortSignal.timeout(timeout), response => parseAnswer(response, request.answer))
        );
    }

    /**
     * Reads a stream of lines, with retries until the answer begins. `timeout` is then the limit of a pause.
     *
     * @returns the complete lines that arrived, also if the stream was cut off
     * @throws SanyamError as {@link send}
     */
    openLines(request: Omit<ApiRequest<never>, 'answer' | 'repeat'>): Promise<AsyncGenerator<string>> {
        const { timeout = DEFAULT_TIMEOUT } = this.options;
        return this.retry({ ...request, repeat: 'always' }, () => {
            const limit = new AbortController();
            return withinTime(limit, timeout, () =>
                this.attempt(request, limit.signal, async response =>
                    response.headers.get('Content-Type')?.split(';')[0] === JSON_LINES
                        ? { result: linesOf(response, part => withinTime(limit, timeout, part)) }
                        : unexpectedAnswer('It is no stream of lines.', response)
                )
            );
        });
    }

    /** Returns the waits of retries that begin now. */
    retryTime(): RetryTime {
        const { maxWait = DEFAULT_MAX_WAIT, clock = systemClock } = this.options;
        return new RetryTime(maxWait, clock);
    }

    /** Waits. @throws the signal's reason when the signal aborts */
    pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
        return (this.options.clock ?? systemClock).pause(milliseconds, signal);
    }

    /** Returns the error for a gateway that does not answer, or no longer does. */
    unreachable(cause?: unknown): SanyamError {
        return new SanyamError(
            'UNREACHABLE',
            `The gateway at ${this.base} does not answer${reasonOf(cause)}. Check the address and your connection.`,
            { cause }
        );
    }

    private async retry<Result>(
        request: Pick<ApiRequest<Result>, 'repeat' | 'signal'>,
        attempt: () => Promise<Outcome<Result>>
    ): Promise<Result> {
        const retryTime = this.retryTime();
        let mayBeDone = false;
        for (;;) {
            const outcome = await attempt();
            if (!(outcome instanceof SanyamError)) {
                return outcome.result;
            }
            if (!isPassing(outcome) || (outcome.status !== 429 && request.repeat === 'never')) {
                if (mayBeDone && typeof request.repeat === 'function') {
                    return request.repeat(outcome);
                }
                throw outcome;
            }
            mayBeDone ||= outcome.status !== 429;
            const wait = retryTime.nextWait(outcome.retryAfter);
            if (wait === undefined) {
                throw outcome;
            }
            await this.pause(wait, request.signal);
        }
    }

    private async attempt<Result>(
        request: Omit<ApiRequest<unknown>, 'answer' | 'repeat'>,
        limit: AbortSignal,
        read: (response: Response) => Promise<Outcome<Result>>
    ): Promise<Outcome<Result>> {
        const { signal } = request;
        const url = this.base + pathOf(request.path) + queryOf(request.query);
        const init = await this.initOf(request);
        try {
            const response = await (this.options.fetch ?? fetch)(url, {
                ...init,
                signal: signal === undefined ? limit : AbortSignal.any([signal, limit])
            });
            return response.ok || response.status === 304 ? await read(response) : await failureOf(response);
        } catch (cause) {
            signal?.throwIfAborted();
            return this.unreachable(cause);
        }
    }

    private async initOf({
        method,
        headers,
        body
    }: Pick<ApiRequest<unknown>, 'method' | 'headers' | 'body'>): Promise<RequestInit> {
        const all = new Headers({ Accept: 'application/json' });
        for (const [name, value] of Object.entries(headers ?? {})) {
            if (value !== undefined) {
                all.set(name, value);
            }
        }
        const token = await this.currentToken();
        if (token !== undefined) {
            all.set('Authorization', `Bearer ${token}`);
        }
        // A gateway never redirects, so the address is wrong. Following would turn a POST into a GET.
        const init: RequestInit = { method, headers: all, redirect: 'manual', credentials: 'omit' };
        if (body === undefined) {
            return init;
        }
        all.set('Content-Type', 'application/json');
        return { ...init, body: JSON.stringify(body) };
    }

    private async currentToken(): Promise<string | undefined> {
        const { token } = this.options;
        const current = typeof token === 'function' ? await token() : token;
        // Otherwise the platform's error for an invalid header would show the token.
        if (current !== undefined && !/^[\x21-\x7e]+$/.test(current)) {
            throw new SanyamError('INVALID_TOKEN', 'The token is empty or contains invalid characters.');
        }
        return current;
    }
}

/** Returns whether a retry may succeed soon. A gateway without a cloud will not have one in half a minute. */
function isPassing({ code, status }: SanyamError): boolean {
    return code === 'UNREACHABLE' || status === 429 || (PASSING.has(status ?? 0) && code !== 'CLOUD_NOT_CONFIGURED');
}

/** Returns the path. @throws TypeError for an id that would lead to another path */
function pathOf(segments: ApiRequest<unknown>['path']): string {
    const encoded = segments.map(segment => {
        if (/^\.{0,2}$/.test(String(segment))) {
            throw new TypeError(`“${segment}” is not an id.`);
        }
        return encodeURIComponent(segment);
    });
    return `/api/v1/${encoded.join('/')}`;
}

function queryOf(query: ApiRequest<unknown>['query']): string {
    const parameters = new URLSearchParams();
    for (const [name, value] of Object.entries(query ?? {})) {
        if (value !== undefined) {
            parameters.set(name, String(value));
        }
    }
    return parameters.size === 0 ? '' : `?${parameters.toString()}`;
}

/** Returns the error code in parentheses, which Node has in the cause. Browsers tell no reason. */
function reasonOf(error: unknown): string {
    const cause: unknown = error instanceof Error ? (error.cause ?? error) : undefined;
    const code = cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : undefined;
    return code === undefined ? '' : ` (${code})`;
}
