from django.urls import path

from tests.bench.floor import views

urlpatterns = [
    path("skeleton/", views.skeleton),
    path("flat/", views.flat),
    path("send/", views.send),
    path("list/", views.listing),
]
