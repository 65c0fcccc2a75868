"""The same stream with Django Channels and channels_redis over WebSocket, as its documentation builds one."""
