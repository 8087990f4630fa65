// SPDX-License-Identifier: MIT

import { ForwardingChannel } from '@theia/core/lib/common/message-rpc/channel';
import {
    Uint8ArrayReadBuffer,
    Uint8ArrayWriteBuffer
} from '@theia/core/lib/common/message-rpc/uint8-array-message-buffer';

/** Two connected channels, as a window and the main process of the desktop application have them. */
export function channelPipe(): { window: ForwardingChannel; main: ForwardingChannel } {
    const end = (id: string, other: () => ForwardingChannel): ForwardingChannel =>
        new ForwardingChannel(
            id,
            () => other().onCloseEmitter.fire({ reason: `${id} was closed` }),
            () => {
                const buffer = new Uint8ArrayWriteBuffer();
                buffer.onCommit(bytes => other().onMessageEmitter.fire(() => new Uint8ArrayReadBuffer(bytes)));
                return buffer;
            }
        );
    const window: ForwardingChannel = end('window', () => main);
    const main: ForwardingChannel = end('main', () => window);
    return { window, main };
}
