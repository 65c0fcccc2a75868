"""There is nothing but the stream."""

urlpatterns = []
